package io.fluvius.query.cursor;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How cursors are signed.
 *
 * @param cursorKey the secret, at least {@value CursorKey#MIN_CHARACTERS} characters. Left out or empty: a random one, kept
 *     in the data folder. Nodes that share a database need the same one
 */
@ConfigurationProperties("fluvius.state")
public record CursorProperties(@Nullable String cursorKey) {

    /** Settings files can take a value back only by leaving it empty. */
    public CursorProperties {
        cursorKey = cursorKey == null || cursorKey.isBlank() ? null : cursorKey;
    }
}
