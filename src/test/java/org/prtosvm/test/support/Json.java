package org.prtosvm.test.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON reader (RFC 8259): objects become maps in file order, arrays lists, numbers {@code Long} or
 * {@code Double}.
 */
public final class Json {
    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a document.
     *
     * @param text the whole document
     * @return its value
     */
    public static @Nullable Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipSpace();
        if (json.position != text.length()) {
            throw json.problem("end of the document");
        }
        return value;
    }

    private @Nullable Object value() {
        skipSpace();
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        take('{');
        while (!ends('}', members.isEmpty())) {
            skipSpace();
            String name = string();
            skipSpace();
            take(':');
            members.put(name, value());
        }
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        take('[');
        while (!ends(']', elements.isEmpty())) {
            elements.add(value());
        }
        return elements;
    }

    /** Takes the closing character, or the comma before a further element. */
    private boolean ends(char close, boolean first) {
        skipSpace();
        if (peek() == close) {
            position++;
            return true;
        }
        if (!first) {
            take(',');
        }
        return false;
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        take('"');
        while (peek() != '"') {
            char c = text.charAt(position++);
            result.append(c == '\\' ? escape() : c);
        }
        position++;
        return result.toString();
    }

    private char escape() {
        char c = text.charAt(position++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                position += 4;
                yield (char) Integer.parseInt(text, position - 4, position, 16);
            }
            default -> c;
        };
    }

    private Object number() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        try {
            if (digits.matches("-?\\d+")) {
                return Long.valueOf(digits);
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            throw problem("a value");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, position)) {
            throw problem("'" + word + "'");
        }
        position += word.length();
        return value;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw problem("more text");
        }
        return text.charAt(position);
    }

    private void take(char wanted) {
        if (peek() != wanted) {
            throw problem("'" + wanted + "'");
        }
        position++;
    }

    private IllegalArgumentException problem(String expected) {
        return new IllegalArgumentException("json at character %d: expected %s".formatted(position, expected));
    }
}
