package io.fluvius.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of tenants.
 *
 * @param enabled whether the store contains several tenants. A store with tenants cannot be used without them any more
 */
@ConfigurationProperties("fluvius.tenants")
public record TenantProperties(@DefaultValue("false") boolean enabled) {}
