// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The digest of PEF files, containers and configuration blobs: MD5 over the object with the bytes of the digest itself taken as zero. It
 * finds damage; it is no protection against forgery. Source: ABI 07-binary-formats, 1.
 */
public final class FileDigest {
    /** Bytes of a digest. */
    public static final int LENGTH = 16;

    private FileDigest() {}

    /**
     * Computes a digest.
     *
     * @param bytes holds the object from index 0
     * @param length bytes of the object
     * @param digestOffset where the object keeps its digest
     * @return 16 bytes
     */
    public static byte[] of(byte[] bytes, int length, int digestOffset) {
        MessageDigest md5 = md5();
        md5.update(bytes, 0, digestOffset);
        md5.update(new byte[LENGTH]);
        int rest = digestOffset + LENGTH;
        md5.update(bytes, rest, length - rest);
        return md5.digest();
    }

    /**
     * Computes the digest of an object and stores it there.
     *
     * @param bytes the object
     * @param digestOffset where the object keeps its digest
     */
    public static void store(byte[] bytes, int digestOffset) {
        System.arraycopy(of(bytes, bytes.length, digestOffset), 0, bytes, digestOffset, LENGTH);
    }

    /**
     * Compares the digest that an object keeps with its contents.
     *
     * @param bytes holds the object from index 0
     * @param length bytes of the object
     * @param digestOffset where the object keeps its digest
     * @return true if they agree
     */
    public static boolean matches(byte[] bytes, int length, int digestOffset) {
        byte[] stored = Arrays.copyOfRange(bytes, digestOffset, digestOffset + LENGTH);
        return MessageDigest.isEqual(stored, of(bytes, length, digestOffset));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
