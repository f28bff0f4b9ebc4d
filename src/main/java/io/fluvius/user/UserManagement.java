package io.fluvius.user;

import io.fluvius.domain.DemoData;
import io.fluvius.domain.DomainDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** User Management. An application that imports this class has the domain, its resources and its table. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class UserManagement {

    @Bean
    DomainDefinition userDomain() {
        return new DomainDefinition(
                        "user", "users", UserCommand.class, UserEvent.class, UserRejection.class, UserView.class)
                .withUniqueValue("user.email", address -> new EmailAddress(address).folded());
    }

    @Bean
    DemoData demoUsers() {
        return DemoUsers.data();
    }
}
