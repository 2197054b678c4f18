package org.prtosvm.tools.toolchain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.image.InputFile;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Evaluates XPath expressions on XML files. Source: ABI 10-tools, A.7. */
public final class XmlQuery {
    /** Prefix that stands for the default namespace of the file. */
    public static final String PREFIX = "prtos";

    private final String file;
    private final Document document;
    private final Map<String, String> namespaces = new TreeMap<>();

    /**
     * Reads a file.
     *
     * @param input the file
     * @throws ToolException if it is not well-formed XML
     */
    public XmlQuery(InputFile input) {
        this.file = input.name();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            this.document = builder.parse(new ByteArrayInputStream(input.contents()));
        } catch (SAXException e) {
            throw new ToolException("%s: not well-formed: %s".formatted(file, e.getMessage()), e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
        String namespace = document.getDocumentElement().getNamespaceURI();
        if (namespace != null) {
            namespaces.put(PREFIX, namespace);
        }
    }

    /**
     * Binds a prefix.
     *
     * @param prefix the prefix
     * @param namespace its namespace
     * @return this query
     */
    public XmlQuery bind(String prefix, String namespace) {
        namespaces.put(prefix, namespace);
        return this;
    }

    /**
     * Evaluates an expression.
     *
     * @param expression an XPath 1.0 expression
     * @param contentOnly whether only the text of nodes is wanted
     * @return a line for each node, or one with the value
     * @throws ToolException if the expression is wrong
     */
    public List<String> evaluate(String expression, boolean contentOnly) {
        XPath xpath = XPathFactory.newDefaultInstance().newXPath();
        xpath.setNamespaceContext(new Bindings(namespaces));
        try {
            XPathEvaluationResult<?> result = xpath.evaluateExpression(expression, document);
            if (result.type() != XPathEvaluationResult.XPathResultType.NODESET) {
                return List.of(String.valueOf(xpath.evaluate(expression, document)));
            }
            List<String> lines = new ArrayList<>();
            for (Node node : (XPathNodes) result.value()) {
                lines.add(contentOnly ? node.getTextContent() : text(node));
            }
            return lines;
        } catch (XPathExpressionException e) {
            Throwable reason = Objects.requireNonNullElse(e.getCause(), e);
            throw new ToolException("%s: expression \"%s\": %s".formatted(file, expression, reason.getMessage()), e);
        }
    }

    private static String text(Node node) {
        if (node instanceof Attr attribute) {
            return "%s=\"%s\"".formatted(attribute.getName(), attribute.getValue());
        }
        if (!(node instanceof Element)) {
            return node.getTextContent();
        }
        try {
            Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            writer.transform(new DOMSource(node), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The start of a partition's first area in the file, where its program is linked to.
     *
     * @param partition id of the partition
     * @return the address as it is written
     * @throws ToolException if there is no such partition or it has no area
     */
    public String firstAreaStart(int partition) {
        List<String> starts = evaluate(
                "//prtos:Partition[number(@id)=%d]/prtos:PhysicalMemoryAreas/prtos:Area[1]/@start".formatted(partition),
                true);
        if (starts.isEmpty()) {
            throw new ToolException(
                    "%s: expected a partition with the id %d and a memory area, found none".formatted(file, partition));
        }
        return starts.getFirst();
    }

    private record Bindings(Map<String, String> namespaces) implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return namespaces.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
        }

        @Override
        public @Nullable String getPrefix(String namespace) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String namespace) {
            return List.<String>of().iterator();
        }
    }
}
