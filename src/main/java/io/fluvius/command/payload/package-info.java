/** Payloads: bound to records, validated, and described by JSON Schemas. */
@NullMarked
package io.fluvius.command.payload;

import org.jspecify.annotations.NullMarked;
