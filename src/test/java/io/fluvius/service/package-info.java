/** A service of another team, which knows Axon's gateways and the published language of the domains only. */
@NullMarked
package io.fluvius.service;

import org.jspecify.annotations.NullMarked;
