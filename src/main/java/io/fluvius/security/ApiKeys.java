package io.fluvius.security;

import io.fluvius.access.Caller;
import io.fluvius.access.Right;
import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of callers, which all nodes share. To create and to revoke a key are actions of an operator, see
 * {@link io.fluvius.operations.OperatorActions}. Safe for use by many threads.
 */
public interface ApiKeys {

    /** Before the names of callers that have a key, so that no person can have the same name. */
    String NAME_PREFIX = "key:";

    /** How the text of every key begins. */
    String TEXT_PREFIX = "flv_";

    /** Instead of the name of a tenant: the caller may act in all of them. */
    String EVERY_TENANT = "*";

    /** The most live keys of one name. */
    int MAX_LIVE = 2;

    /**
     * What a new key is for.
     *
     * @param name the name of the caller: 1 to 100 lower-case letters, digits, dots and hyphens
     * @param roles the names of its roles in kebab case
     * @param rights its rights besides those of its roles
     * @param self the aggregate that stands for the caller; null if no aggregate does
     * @param tenant the name of the tenant in which the caller acts, {@link #EVERY_TENANT} for all of them; null in an
     *     application without tenants
     * @param expiresAt until when it is valid; null if it does not expire
     */
    record Grant(
            String name,
            Set<String> roles,
            Set<Right> rights,
            @Nullable AggregateRef self,
            @Nullable String tenant,
            @Nullable Instant expiresAt) {}

    /**
     * A new key.
     *
     * @param key what is stored of it
     * @param text the key itself, which cannot be read again
     */
    record Created(ApiKey key, String text) {

        /** Without the text of the key, so that it cannot get into a log. */
        @Override
        public String toString() {
            return key.toString();
        }
    }

    /**
     * Creates a key.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#INVALID_PAYLOAD} and every fault located; with
     *     {@link ProblemCode#WRONG_STATE} if two live keys have the name; with {@link ProblemCode#FORBIDDEN} if the caller may not
     *     create keys, or would give more than it has
     */
    Created create(Grant grant);

    /** Returns every key, the latest first. */
    List<ApiKey> all();

    /**
     * Revokes a key, which no node accepts from then on. A key that was revoked before stays as it is.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#NOT_FOUND} if no key has the id
     */
    void revoke(String id);

    /** Returns the caller that holds a key; empty if the text is not that of a live key. */
    Optional<Caller> verify(String text);

    /** Whether a key is accepted. */
    boolean isLive(String id);
}
