// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The greedy encoder. Which of several equally long matches it takes follows from the shape of its trees, so tree and order of insertion
 * are part of the format of compressed files that are to be equal byte for byte. Source: ABI 07-binary-formats, 2.3; the scheme is H.
 * Okumura's of 1989.
 */
final class LzssEncoder {
    private static final int MASK = Lzss.RING - 1;

    private final byte[] input;
    private final MatchTree tree = new MatchTree();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream group = new ByteArrayOutputStream();

    private int next;
    private int oldest;
    private int current = Lzss.START;
    private int lookAhead;
    private int flags;
    private int items;

    LzssEncoder(byte[] input) {
        this.input = input;
    }

    byte[] encode() {
        fillLookAhead();
        while (lookAhead > 0) {
            int length = Math.min(tree.matchLength(), lookAhead);
            if (length <= Lzss.THRESHOLD) {
                length = 1;
                addLiteral(tree.text(current));
            } else {
                addMatch(tree.matchPosition(), length);
            }
            advance(length);
        }
        flushGroup();
        return output.toByteArray();
    }

    private void fillLookAhead() {
        lookAhead = Math.min(Lzss.MAX_MATCH, input.length);
        for (int i = 0; i < lookAhead; i++) {
            tree.store(current + i, input[next++]);
        }
        for (int back = 1; back <= Lzss.MAX_MATCH; back++) {
            tree.insert(current - back);
        }
        tree.insert(current);
    }

    private void addLiteral(byte value) {
        flags |= 1 << items;
        group.write(value);
        countItem();
    }

    private void addMatch(int position, int length) {
        group.write(position);
        group.write(position >> 4 & 0xF0 | length - Lzss.THRESHOLD - 1);
        countItem();
    }

    private void countItem() {
        items++;
        if (items == Byte.SIZE) {
            flushGroup();
        }
    }

    private void flushGroup() {
        if (items > 0) {
            output.write(flags);
            output.writeBytes(group.toByteArray());
            group.reset();
            flags = 0;
            items = 0;
        }
    }

    private void advance(int length) {
        for (int i = 0; i < length; i++) {
            tree.delete(oldest);
            boolean more = next < input.length;
            if (more) {
                tree.store(oldest, input[next++]);
            } else {
                lookAhead--;
            }
            oldest = oldest + 1 & MASK;
            current = current + 1 & MASK;
            if (lookAhead > 0) {
                tree.insert(current);
            }
        }
    }

    /** The ring and its binary search trees, one for each first byte. */
    private static final class MatchTree {
        private static final int NIL = Lzss.RING;
        private static final int FIRST_ROOT = Lzss.RING + 1;
        private static final int ROOTS = 256;

        /** The bytes behind the ring mirror its first ones, so that strings can be compared without wrapping. */
        private final byte[] text = new byte[Lzss.RING + Lzss.MAX_MATCH - 1];

        private final int[] left = new int[Lzss.RING + 1];
        private final int[] right = new int[FIRST_ROOT + ROOTS];
        private final int[] parent = new int[Lzss.RING + 1];
        private int matchPosition;
        private int matchLength;

        MatchTree() {
            Arrays.fill(text, 0, Lzss.START, Lzss.FILL);
            Arrays.fill(right, FIRST_ROOT, right.length, NIL);
            Arrays.fill(parent, NIL);
        }

        byte text(int position) {
            return text[position];
        }

        int matchPosition() {
            return matchPosition;
        }

        int matchLength() {
            return matchLength;
        }

        void store(int position, byte value) {
            text[position] = value;
            if (position < Lzss.MAX_MATCH - 1) {
                text[position + Lzss.RING] = value;
            }
        }

        /** Inserts the string at a position and finds the longest match among those already there. */
        void insert(int position) {
            left[position] = NIL;
            right[position] = NIL;
            matchLength = 0;
            int node = FIRST_ROOT + (text[position] & 0xFF);
            int comparison = 1;
            while (true) {
                int child = comparison >= 0 ? right[node] : left[node];
                if (child == NIL) {
                    attach(position, node, comparison >= 0);
                    return;
                }
                node = child;
                int equal = equalBytes(position, node);
                comparison = equal == Lzss.MAX_MATCH ? 0 : difference(position + equal, node + equal);
                if (equal > matchLength) {
                    matchPosition = node;
                    matchLength = equal;
                }
                if (equal == Lzss.MAX_MATCH) {
                    replace(node, position);
                    return;
                }
            }
        }

        /** The first bytes are equal already: they choose the tree. */
        private int equalBytes(int position, int node) {
            int equal = 1;
            while (equal < Lzss.MAX_MATCH && text[position + equal] == text[node + equal]) {
                equal++;
            }
            return equal;
        }

        private int difference(int position, int node) {
            return (text[position] & 0xFF) - (text[node] & 0xFF);
        }

        private void attach(int position, int node, boolean toTheRight) {
            if (toTheRight) {
                right[node] = position;
            } else {
                left[node] = position;
            }
            parent[position] = node;
        }

        private void replace(int node, int position) {
            left[position] = left[node];
            right[position] = right[node];
            parent[left[node]] = position;
            parent[right[node]] = position;
            relink(node, position);
        }

        void delete(int position) {
            if (parent[position] == NIL) {
                return;
            }
            relink(position, successor(position));
        }

        /** The node that takes the place of a deleted one; its subtrees are in order. */
        private int successor(int position) {
            if (right[position] == NIL) {
                return left[position];
            }
            if (left[position] == NIL) {
                return right[position];
            }
            int node = left[position];
            if (right[node] != NIL) {
                while (right[node] != NIL) {
                    node = right[node];
                }
                right[parent[node]] = left[node];
                parent[left[node]] = parent[node];
                left[node] = left[position];
                parent[left[position]] = node;
            }
            right[node] = right[position];
            parent[right[position]] = node;
            return node;
        }

        private void relink(int node, int substitute) {
            int above = parent[node];
            parent[substitute] = above;
            if (right[above] == node) {
                right[above] = substitute;
            } else {
                left[above] = substitute;
            }
            parent[node] = NIL;
        }
    }
}
