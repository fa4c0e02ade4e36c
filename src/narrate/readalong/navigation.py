"""The navigation document: the contents as they are nested, the pages of the printed book, the landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from narrate.edition import Edition
from narrate.readalong.xhtml import page, text


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a list: where it leads, or nothing for a heading; what is listed below it; what a landmark is (`epub:type`)."""

    title: str
    href: str = ""
    below: tuple[Link, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Navigation:
    """The lists of a book, each in reading order, as validators want them. `contents` has a line at least."""

    contents: Sequence[Link]
    pages: Sequence[Link] = ()
    landmarks: Sequence[Link] = ()

    def document(self, edition: Edition, style: str) -> str:
        """The document as text; only the contents are shown."""
        lists = [_nav("toc", "doc-toc", "Contents", self.contents)]
        if self.pages:
            lists.append(_nav("page-list", "doc-pagelist", "Pages", self.pages))
        if self.landmarks:
            lists.append(_nav("landmarks", "", "Landmarks", self.landmarks))
        return page(edition.title, "\n".join(lists), edition.language, style)


def _nav(kind: str, role: str, title: str, links: Sequence[Link]) -> str:
    rank, hidden = ("h1", "") if kind == "toc" else ("h2", ' hidden="hidden"')
    role = f' role="{role}"' if role else ""
    heading = f'<{rank} id="{kind}-title">{title}</{rank}>'
    return (
        f'<nav epub:type="{kind}"{role} id="{kind}" aria-labelledby="{kind}-title"{hidden}>\n{heading}\n{_items(links)}\n</nav>'
    )


def _items(links: Sequence[Link]) -> str:
    return "\n".join(["<ol>", *map(_item, links), "</ol>"])


def _item(link: Link) -> str:
    kind = f' epub:type="{link.kind}"' if link.kind else ""
    title = f'<a href="{text(link.href)}"{kind}>{text(link.title)}</a>' if link.href else f"<span>{text(link.title)}</span>"
    return f"<li>{title}{_items(link.below) if link.below else ''}</li>"
