package io.fluvius.query.cursor;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of cursors.
 *
 * @param cursorKey the key with which cursors are signed, at least {@value CursorKey#MIN_CHARACTERS} characters. If missing or
 *     empty, a random key is stored in the data folder. Nodes that share a database need the same key
 */
@ConfigurationProperties("fluvius.state")
public record CursorProperties(@Nullable String cursorKey) {

    /** A blank key counts as missing, because a settings file cannot unset a value of another file. */
    public CursorProperties {
        cursorKey = cursorKey == null || cursorKey.isBlank() ? null : cursorKey;
    }
}
