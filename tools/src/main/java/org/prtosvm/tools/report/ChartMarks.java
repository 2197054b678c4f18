package org.prtosvm.tools.report;

import java.nio.charset.Charset;

/**
 * Characters that a chart is drawn with.
 *
 * @param busy time that was used in most frames
 * @param partly time that was used in some frames, or in part
 * @param unused time of a slot that was not used
 */
record ChartMarks(char busy, char partly, char unused) {
    private static final ChartMarks BLOCKS = new ChartMarks('\u2588', '\u2592', '\u00b7');
    private static final ChartMarks ASCII = new ChartMarks('#', '+', '.');

    /**
     * The best marks that can be printed.
     *
     * @param charset charset of the output
     * @return marks
     */
    static ChartMarks of(Charset charset) {
        boolean printable = charset.canEncode()
                && charset.newEncoder().canEncode(BLOCKS.busy)
                && charset.newEncoder().canEncode(BLOCKS.partly)
                && charset.newEncoder().canEncode(BLOCKS.unused);
        return printable ? BLOCKS : ASCII;
    }
}
