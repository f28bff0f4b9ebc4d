package io.fluvius.bench;

/** Thrown if a contender returns a wrong result. Ends the benchmark, because its measurements would be meaningless. */
public final class WrongAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WrongAnswerException(String message) {
        super(message);
    }
}
