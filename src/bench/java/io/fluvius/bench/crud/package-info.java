/** W3: users come, change and go, over HTTP; and what is usual with Spring to do that. */
@NullMarked
package io.fluvius.bench.crud;

import org.jspecify.annotations.NullMarked;
