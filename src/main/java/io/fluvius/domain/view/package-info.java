/** Views: the fields that are derived from a record, the operators of queries, and rows in memory. */
@NullMarked
@NamedInterface("view")
package io.fluvius.domain.view;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
