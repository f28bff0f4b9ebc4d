package io.fluvius.user;

import io.fluvius.domain.DomainDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names what User Management is made of. */
@Configuration(proxyBeanMethods = false)
class UserManagement {

    @Bean
    DomainDefinition userDomain() {
        return new DomainDefinition(
                "user", "users", UserCommand.class, UserEvent.class, UserRejection.class, UserView.class);
    }
}
