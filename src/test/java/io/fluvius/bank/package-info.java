/** A bank: two domains, and a process over their aggregates, as applications write it. */
@NullMarked
package io.fluvius.bank;

import org.jspecify.annotations.NullMarked;
