package io.fluvius.group;

import io.fluvius.domain.DomainDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Groups. An application that imports this class has the domain, its resources and its tables. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class GroupManagement {

    @Bean
    DomainDefinition groupDomain() {
        return new DomainDefinition(
                        "group", "groups", GroupCommand.class, GroupEvent.class, GroupRejection.class, GroupView.class)
                .withView("membership", "memberships", MembershipView.class)
                .withUniqueValue("group.name", name -> new GroupName(name).folded());
    }
}
