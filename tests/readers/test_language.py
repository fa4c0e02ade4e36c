from __future__ import annotations

import pytest

from narrate.readers.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“Sit down, Ralph,” said Anna.\n\n“Thank you,” I said. I sat down.\n\n“Well, Ralph?” said Anna.\n\n“I am well,” I said."),
        ("en", "I came in late. I had lost my way. “I do,” I said. “I do, too,” said Tom. I sat down."),
        ("fr", "Elle ouvrit la porte et ne dit pas un mot. Le chien dormait dans la cuisine, et il pleuvait sur les toits de la ville."),
        ("de", "Er ging zu dem Fenster und sah, dass es noch nicht hell war. „Ich komme mit den anderen“, sagte sie."),
        ("es", "La mujer no dijo que el tren se había ido. Miró por la ventana y se quedó con una carta en la mano."),
        ("it", "Il vecchio non disse che la porta era aperta. Si mise a sedere con una lettera e guardò il mare della sua città."),
        ("pt", "O homem não disse que a porta estava aberta. Sentou-se com uma carta na mão e olhou para o mar da sua cidade."),
        ("nl", "Hij zei niet dat de deur open was. Ze ging met een brief in de hand zitten en keek naar het water van de stad."),
        ("ru", "Он не сказал, что дверь была открыта. Она села у окна и долго смотрела на море, как будто это было в первый раз."),
        ("pl", "Nie powiedział, że drzwi są otwarte. Ona usiadła w kuchni i patrzyła na morze, ale to już nie było jej morze."),
        ("sv", "Han sade inte att det var för sent. Hon satt med ett brev i handen och såg på havet, som om det var en främling."),
    ],
)  # fmt: skip
def test_a_few_sentences_show_their_language(language: str, text: str) -> None:
    assert language_of(text) == language
