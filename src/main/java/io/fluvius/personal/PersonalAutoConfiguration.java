package io.fluvius.personal;

import io.fluvius.problem.StartupRefusedException;
import io.fluvius.progress.Signal;
import org.jooq.DSLContext;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the encryption of personal data. */
@AutoConfiguration
@EnableConfigurationProperties(PersonalKeyProperties.class)
class PersonalAutoConfiguration {

    @Bean
    PersonalDataMode personalDataMode(Environment environment) {
        return Binder.get(environment)
                .bind("fluvius.personal-data", PersonalDataMode.class)
                .orElse(PersonalDataMode.PLAIN);
    }

    /** Raised when a person was forgotten, on this node or on another one. */
    @Bean
    static Signal forgotten() {
        return new Signal();
    }

    @Bean
    @DependsOnDatabaseInitialization
    PersonalKeys personalKeys(
            PersonalDataMode mode,
            PersonalKeyProperties properties,
            DSLContext dsl,
            PlatformTransactionManager transactions,
            @Qualifier("forgotten") Signal forgotten) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        if (mode == PersonalDataMode.PLAIN) {
            return new PersonalKeys(dsl, own, null, properties.cached(), forgotten, null);
        }
        MasterKeys masters = masters(properties);
        return new PersonalKeys(
                dsl, own, masters, properties.cached(), forgotten, new ErasureLedger(properties.ledger(), masters));
    }

    @Bean
    SmartInitializingSingleton masterKeyRotation(
            PersonalDataMode mode, PersonalKeyProperties properties, DSLContext dsl) {
        return mode == PersonalDataMode.PLAIN ? () -> {} : new MasterKeyRotation(dsl, masters(properties));
    }

    private static MasterKeys masters(PersonalKeyProperties properties) {
        String master = properties.master();
        if (master == null || master.isBlank()) {
            throw new StartupRefusedException(
                    "Personal data is to be encrypted, but there is no master key.",
                    "Set fluvius.personal-keys.master, or the environment variable FLUVIUS_PERSONALKEYS_MASTER, to <id>:<key>,"
                            + " where openssl rand -base64 32 makes the key. Keep a copy of it apart from the backups of the store:"
                            + " without it, no personal data can be read.");
        }
        return new MasterKeys(master, properties.previous());
    }
}
