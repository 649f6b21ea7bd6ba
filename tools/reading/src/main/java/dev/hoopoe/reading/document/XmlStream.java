package dev.hoopoe.reading.document;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * XML too large for a tree, element by element. DTDs are off, so nothing is expanded and nothing
 * fetched. Where the text ends early, so does the stream. Close it after use.
 */
final class XmlStream implements AutoCloseable {
    private static final int CHECK_EVERY = 4_096;

    private final XMLStreamReader reader;
    private final Watch watch;
    private long events;

    XmlStream(byte[] xml, Watch watch) {
        this.watch = watch;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            this.reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        } catch (XMLStreamException e) {
            throw watch.broken("one of its parts is no XML");
        }
    }

    /** The name of the next element that starts, or null at the end. */
    @Nullable String next() {
        int event = step();
        while (event > 0 && event != XMLStreamReader.START_ELEMENT) {
            event = step();
        }
        return event > 0 ? reader.getLocalName() : null;
    }

    /**
     * The name of the next element that starts inside the current one, or null where it ends.
     *
     * @param inside the element's own name; it must not contain itself
     */
    @Nullable String nextInside(String inside) {
        int event = step();
        while (event > 0 && event != XMLStreamReader.START_ELEMENT) {
            if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals(inside)) {
                return null;
            }
            event = step();
        }
        return event > 0 ? reader.getLocalName() : null;
    }

    String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /** The text of the current element, which ends with this. */
    String text(String element) {
        StringBuilder text = new StringBuilder();
        int event = step();
        while (event > 0
                && !(event == XMLStreamReader.END_ELEMENT
                        && reader.getLocalName().equals(element))) {
            if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
                text.append(reader.getText());
            }
            event = step();
        }
        return text.toString();
    }

    private int step() {
        if (++events % CHECK_EVERY == 0) {
            watch.check();
        }
        try {
            return reader.hasNext() ? reader.next() : -1;
        } catch (XMLStreamException e) {
            throw watch.broken("one of its parts is no well-formed XML");
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw watch.broken("one of its parts cannot be closed");
        }
    }
}
