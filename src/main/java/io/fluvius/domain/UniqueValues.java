package io.fluvius.domain;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.UUID;

/**
 * Values that at most one aggregate can hold, such as e-mail addresses. An aggregate claims and releases them in its
 * {@code decide} methods. Claims and releases take effect together with the events of the same command, or not at all. The
 * domain normalizes a value before it claims it.
 */
public interface UniqueValues {

    /** The maximum length of a value, in characters. A longer value does not fit into an index entry of every database. */
    int MAX_LENGTH = 500;

    /**
     * Claims a value for an aggregate. Does nothing if the aggregate already holds it.
     *
     * @param scope the resource and the field within which the value is unique: {@code user.email}
     * @param value the value, at most {@link #MAX_LENGTH} characters
     * @param owner the aggregate
     * @throws ProblemException with {@link ProblemCode#UNIQUE_VALUE_TAKEN} if another aggregate holds the value; the
     *     member {@code field} is the part of {@code scope} after the last dot
     */
    void claim(String scope, String value, UUID owner);

    /** Releases a value. Does nothing if the aggregate does not hold it. */
    void release(String scope, String value, UUID owner);

    /** The exception that implementations of {@link #claim} throw if another aggregate holds the value. */
    static ProblemException valueTakenException(String scope) {
        String field = scope.substring(scope.lastIndexOf('.') + 1);
        return Problem.of(ProblemCode.UNIQUE_VALUE_TAKEN, "Another aggregate already has this " + field)
                .with("field", field)
                .asException();
    }
}
