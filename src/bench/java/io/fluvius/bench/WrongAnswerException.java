package io.fluvius.bench;

/** Two who should answer the same do not. A benchmark of wrong answers is worth nothing, so it ends. */
public final class WrongAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WrongAnswerException(String message) {
        super(message);
    }
}
