/** Backups of an H2 database while it is in use. */
@NullMarked
package io.fluvius.operations.backup;

import org.jspecify.annotations.NullMarked;
