package io.fluvius.domain;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.UUID;

/**
 * Values that at most one aggregate may hold, such as e-mail addresses. An aggregate claims and releases them in
 * {@code decide}; they become its own, or free again, together with the events of the same decision or not at all.
 * The domain normalises values before it claims them.
 */
public interface UniqueValues {

    /** The longest value that can be claimed, in characters: it has to fit into an index entry of every database. */
    int MAX_LENGTH = 500;

    /**
     * Makes a value the owner's. Quiet when it already is.
     *
     * @param scope what must be unique, resource and field: {@code user.email}
     * @param value the value, at most {@link #MAX_LENGTH} characters
     * @param owner the aggregate that is to hold it
     * @throws ProblemException with {@link ProblemCode#UNIQUE_VALUE_TAKEN} when another aggregate holds it; its member
     *     {@code field} is the part of {@code scope} after the last dot
     */
    void claim(String scope, String value, UUID owner);

    /** Frees a value. Quiet when the owner does not hold it. */
    void release(String scope, String value, UUID owner);

    /** The refusal that an implementation of {@link #claim} throws. */
    static ProblemException valueTakenException(String scope) {
        String field = scope.substring(scope.lastIndexOf('.') + 1);
        return Problem.of(ProblemCode.UNIQUE_VALUE_TAKEN, "The " + field + " is taken")
                .with("field", field)
                .asException();
    }
}
