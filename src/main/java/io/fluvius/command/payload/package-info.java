/** Binds payloads to records, validates them, and describes them by JSON Schemas. */
@NullMarked
package io.fluvius.command.payload;

import org.jspecify.annotations.NullMarked;
