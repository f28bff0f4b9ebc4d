package io.fluvius.person;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.person.PersonEvent.FamilyNameChanged;
import io.fluvius.person.PersonEvent.PersonRegistered;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Persons. A test that imports this class has them. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class PersonDomain {

    @Bean
    public DomainDefinition persons() {
        return new DomainDefinition(
                        "person",
                        "persons",
                        PersonCommand.class,
                        PersonEvent.class,
                        PersonRejection.class,
                        PersonView.class)
                .withUpcaster(PersonRegistered.class, "1", "2", PersonDomain::splitName)
                .withFormerName("person.person-renamed", FamilyNameChanged.class);
    }

    /** Revision 1 had one member {@code name}. The last word is the family name. */
    private static Map<String, Object> splitName(Map<String, Object> person) {
        String name = (String) person.remove("name");
        int space = name.lastIndexOf(' ');
        person.put("givenName", name.substring(0, Math.max(0, space)));
        person.put("familyName", name.substring(space + 1));
        return person;
    }
}
