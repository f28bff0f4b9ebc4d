package io.fluvius.user;

import io.fluvius.kernel.Domain;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Domains;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names what User Management is made of. */
@Configuration(proxyBeanMethods = false)
class UserDomain {

    @Bean
    Domain userManagement(Domains domains) {
        return domains.define(new DomainDefinition(
                "user", "users", UserCommand.class, UserEvent.class, UserRejection.class, UserView.class));
    }
}
