package org.prtosvm.test.conformance;

import java.util.ArrayList;
import java.util.List;

/** Shows where two transcripts differ, as {@code diff} does: a longest common subsequence, the rest marked. */
final class Differences {
    private Differences() {}

    /**
     * Compares.
     *
     * @param expected wanted lines
     * @param found lines that came
     * @return lines with {@code -} (missing), {@code +} (unexpected) and some of those around them
     */
    static String of(String expected, String found) {
        List<String> want = expected.lines().toList();
        List<String> got = found.lines().toList();
        int[][] common = new int[want.size() + 1][got.size() + 1];
        for (int i = want.size() - 1; i >= 0; i--) {
            for (int j = got.size() - 1; j >= 0; j--) {
                common[i][j] = want.get(i).equals(got.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < want.size() || j < got.size()) {
            if (i < want.size() && j < got.size() && want.get(i).equals(got.get(j))) {
                lines.add("  " + want.get(i++));
                j++;
            } else if (j < got.size() && (i == want.size() || common[i][j + 1] >= common[i + 1][j])) {
                lines.add("+ " + got.get(j++));
            } else {
                lines.add("- " + want.get(i++));
            }
        }
        return around(lines);
    }

    private static String around(List<String> lines) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean near = false;
            for (int k = Math.max(0, i - 2); k <= Math.min(lines.size() - 1, i + 2); k++) {
                near |= !lines.get(k).startsWith("  ");
            }
            if (near) {
                shown.append(lines.get(i)).append('\n');
            }
        }
        return shown.toString();
    }
}
