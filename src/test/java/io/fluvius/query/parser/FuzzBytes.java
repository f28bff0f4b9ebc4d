package io.fluvius.query.parser;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Random numbers from bytes: one byte per choice, so that a changed byte changes one choice. Returns 0 after the last byte. */
final class FuzzBytes implements RandomGenerator {

    private final byte[] bytes;
    private int next;

    FuzzBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the remaining bytes as text; invalid UTF-8 becomes the replacement character. */
    String text() {
        int from = Math.min(next, bytes.length);
        next = bytes.length;
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    @Override
    public int nextInt(int bound) {
        return bound <= 256 ? one() % bound : Math.floorMod(nextInt(), bound);
    }

    @Override
    public int nextInt() {
        return one() << 24 | one() << 16 | one() << 8 | one();
    }

    @Override
    public long nextLong() {
        return (long) nextInt() << 32 | nextInt() & 0xFFFFFFFFL;
    }

    @Override
    public boolean nextBoolean() {
        return (one() & 1) != 0;
    }

    private int one() {
        return next < bytes.length ? bytes[next++] & 0xFF : 0;
    }
}
