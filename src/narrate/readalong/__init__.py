"""Books to read and hear at once: EPUB 3 with Media Overlays.

epub       the writer;  chapters, store: what waits to be bound
clips      when is each line lit?
fresh      pages made of the text that is read
navigation the contents, the printed pages, the landmarks
source     somebody's EPUB: its members, and what refers to what
markup     a page of it, parsed;  conform, styles: as EPUB 3 takes it
listed     what that EPUB lists of itself
places     which letters of which page is each line?
lighting   elements around those letters
own        the narrated edition of that EPUB
overlay    the SMIL documents that tie pages to sound
package    the book around them: metadata, manifest, order
"""
