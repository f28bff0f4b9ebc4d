/** The filter chains of Spring Security for the modes keys and oidc. */
@NullMarked
package io.fluvius.security.web;

import org.jspecify.annotations.NullMarked;
