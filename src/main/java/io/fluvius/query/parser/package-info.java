/** Parses and validates queries in all spellings. */
@NullMarked
package io.fluvius.query.parser;

import org.jspecify.annotations.NullMarked;
