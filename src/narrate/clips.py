"""Single clips through pydub: an audition's level, fades and quiet, and its playback.

Chapters never come this way: adding segments copies them, so joining a chapter would take quadratic time.
"""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.units import Decibels, Hertz
from narrate.writers import finished_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL: Decibels = -20.0
_PLAYERS = (
    ("pw-play",),
    ("paplay",),
    ("afplay",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("play", "-q"),
)
"""Of PipeWire, PulseAudio, macOS, ALSA, FFmpeg and SoX; the first that has a device plays."""
_FADE_MS = 10
_QUIET_MS = 300


def _pydub() -> Any:
    """pydub without its warning that there is no ffmpeg: WAV needs none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pydub
    return pydub


def write_clip(path: Path, sound: NDArray[np.int16], rate: Hertz, gain: Decibels) -> None:
    """A WAV at an even level, `gain` dB above or below it, faded at both ends and with a little quiet around it."""
    segment: Any = _pydub().AudioSegment(sound.tobytes(), sample_width=2, frame_rate=rate, channels=1)
    if segment.dBFS > -100:
        segment = segment.apply_gain(LEVEL - segment.dBFS + gain)
    segment = segment.fade_in(_FADE_MS).fade_out(_FADE_MS)
    quiet = _pydub().AudioSegment.silent(_QUIET_MS, frame_rate=rate)
    with finished_file(path) as part:
        (quiet + segment + quiet).export(part, format="wav").close()


def play_clip(path: Path) -> bool:
    """Play a WAV with whatever player this machine has; whether one did."""
    for program, *words in _PLAYERS:
        if not shutil.which(program):
            continue
        done = subprocess.run([program, *words, str(path)], capture_output=True, check=False, stdin=subprocess.DEVNULL)
        if not done.returncode and b"audio open failed" not in done.stderr:  # ffplay's, which ends with 0 all the same
            return True
    return False
