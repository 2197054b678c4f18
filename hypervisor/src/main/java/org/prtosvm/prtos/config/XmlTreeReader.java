// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/**
 * Reads an XML file into a tree of elements. Document type declarations, and with them all entities but the five predefined ones, are
 * refused: a system description never reads another file.
 */
final class XmlTreeReader {
    /** Namespace of the elements of a system description. */
    static final String NAMESPACE = "http://www.prtos.org/prtos-1.x";

    private static final XMLInputFactory FACTORY = factory();

    private final SourceText source;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private @Nullable XmlElement root;

    private XmlTreeReader(SourceText source) {
        this.source = source;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param bytes its contents
     * @return the root element
     * @throws ConfigurationException if it is not well-formed
     */
    static XmlElement read(String file, byte[] bytes) {
        try {
            SourceText source = new SourceText(file, new String(bytes, charset(bytes)));
            return new XmlTreeReader(source).read();
        } catch (XMLStreamException e) {
            Location location = new Location(
                    file, e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
            throw new ConfigurationException(Kind.MALFORMED_XML, location, "not well-formed: " + reason(e));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    Kind.MALFORMED_XML, Location.ofFile(file), "unknown character encoding: " + e.getMessage());
        }
    }

    private static Charset charset(byte[] bytes) throws XMLStreamException {
        XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
        String declared = reader.getCharacterEncodingScheme();
        String encoding = declared == null ? reader.getEncoding() : declared;
        return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    }

    private static String reason(XMLStreamException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "no reason given");
        int at = message.indexOf("Message: ");
        return at < 0 ? message : message.substring(at + "Message: ".length());
    }

    private XmlElement read() throws XMLStreamException {
        XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(source.text()));
        while (reader.hasNext()) {
            int before = position(reader);
            take(reader, reader.next(), before);
        }
        return Objects.requireNonNull(root, "a well-formed document has a root element");
    }

    /** Where the reader is: behind the last event. Its own character offset is off by some characters in a file without declaration. */
    private int position(XMLStreamReader reader) {
        return source.offset(
                reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
    }

    private void take(XMLStreamReader reader, int event, int before) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.END_ELEMENT -> open.pop();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader.getText(), before);
            case XMLStreamConstants.ENTITY_REFERENCE -> text(reader.getLocalName(), before);
            case XMLStreamConstants.DTD ->
                throw new ConfigurationException(
                        Kind.MALFORMED_XML,
                        source.locate(before),
                        "a system description has no document type declaration");
            default -> {
                // comments, processing instructions and the document itself say nothing
            }
        }
    }

    private void start(XMLStreamReader reader) {
        int end = position(reader);
        int begin = source.startOfTag(end);
        XmlElement element =
                new XmlElement(name(reader.getNamespaceURI(), reader.getLocalName()), source.locate(begin));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (!Objects.equals(reader.getAttributeNamespace(i), XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)) {
                addAttribute(reader, i, element, begin, end);
            }
        }
        if (open.isEmpty()) {
            root = element;
        } else {
            open.element().children().add(element);
        }
        open.push(element);
    }

    private void addAttribute(XMLStreamReader reader, int index, XmlElement element, int begin, int end) {
        String prefix = reader.getAttributePrefix(index);
        String local = reader.getAttributeLocalName(index);
        String name = prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
        Location location = source.locateAttribute(begin, end, name);
        element.attributes().put(name, new XmlElement.Attribute(reader.getAttributeValue(index), location));
    }

    private static String name(@Nullable String namespace, String local) {
        return NAMESPACE.equals(namespace) ? local : "{" + Objects.requireNonNullElse(namespace, "") + "}" + local;
    }

    private void text(String text, int before) {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        if (first < text.length() && !open.isEmpty()) {
            open.element().noteText(source.locate(before + first));
        }
    }
}
