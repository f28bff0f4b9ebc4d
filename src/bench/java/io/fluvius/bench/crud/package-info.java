/** W3: users are created, changed and deleted over HTTP, compared with a usual Spring application. */
@NullMarked
package io.fluvius.bench.crud;

import org.jspecify.annotations.NullMarked;
