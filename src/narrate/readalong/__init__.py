"""Books to read and hear at once: EPUB 3 with Media Overlays.

clips      when is each line lit?
fresh      pages made of the text that is read
overlay    the SMIL documents that tie pages to sound
package    the book around them: metadata, manifest, order, contents
epub       the writer
"""
