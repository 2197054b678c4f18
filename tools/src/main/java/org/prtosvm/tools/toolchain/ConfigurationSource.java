package org.prtosvm.tools.toolchain;

/** A configuration blob as C source text, for programs that want to link it. */
public final class ConfigurationSource {
    private static final int ROW = 12;

    private ConfigurationSource() {}

    /**
     * The text.
     *
     * @param blob a configuration blob
     * @return the definition of an array with its bytes
     */
    public static String text(byte[] blob) {
        StringBuilder text = new StringBuilder("/* Configuration blob, made by the configuration compiler. */\n");
        text.append("const unsigned char prtos_conf[%d] __attribute__((aligned(4))) = {".formatted(blob.length));
        for (int index = 0; index < blob.length; index++) {
            text.append(index % ROW == 0 ? "\n    " : " ").append("0x%02x,".formatted(blob[index] & 0xFF));
        }
        return text.append("\n};\n").toString();
    }
}
