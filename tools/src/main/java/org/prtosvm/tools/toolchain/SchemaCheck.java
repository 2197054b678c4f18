package org.prtosvm.tools.toolchain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.ConfigurationProblem;
import org.prtosvm.prtos.config.Location;
import org.prtosvm.prtos.image.InputFile;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Validates a system description against a schema that the user gives. */
public final class SchemaCheck {
    private SchemaCheck() {}

    /**
     * Validates a file.
     *
     * @param input the system description
     * @param schema an XML Schema
     * @throws ToolException if the schema cannot be used
     * @throws ConfigurationException if the file does not keep it
     */
    public static void check(InputFile input, InputFile schema) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Validator validator = validator(schema);
        validator.setErrorHandler(new Collector(input.name(), problems));
        try {
            validator.validate(new StreamSource(new ByteArrayInputStream(input.contents())));
        } catch (SAXException e) {
            if (problems.isEmpty()) {
                throw new ToolException("%s: %s".formatted(input.name(), e.getMessage()), e);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static Validator validator(InputFile schema) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            Validator validator = factory.newSchema(
                            new StreamSource(new ByteArrayInputStream(schema.contents()), schema.name()))
                    .newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return validator;
        } catch (SAXException e) {
            throw new ToolException(
                    "%s: expected an xml schema, found: %s".formatted(schema.name(), e.getMessage()), e);
        }
    }

    private record Collector(String file, List<ConfigurationProblem> problems) implements ErrorHandler {
        private void add(SAXParseException problem) {
            problems.add(new ConfigurationProblem(
                    ConfigurationProblem.Kind.BAD_VALUE,
                    new Location(file, problem.getLineNumber(), problem.getColumnNumber()),
                    String.valueOf(problem.getMessage())));
        }

        @Override
        public void warning(SAXParseException problem) {
            add(problem);
        }

        @Override
        public void error(SAXParseException problem) {
            add(problem);
        }

        @Override
        public void fatalError(SAXParseException problem) throws SAXException {
            add(problem);
            throw problem;
        }
    }
}
