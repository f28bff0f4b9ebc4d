package io.fluvius.bank;

import io.fluvius.domain.DomainDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The bank, an application without User Management. */
@SpringBootApplication
public class BankApplication {

    @Bean
    DomainDefinition accountDomain() {
        return new DomainDefinition(
                "account",
                "accounts",
                AccountCommand.class,
                AccountEvent.class,
                AccountRejection.class,
                AccountView.class);
    }

    @Bean
    DomainDefinition transferDomain() {
        return new DomainDefinition(
                "transfer",
                "transfers",
                TransferCommand.class,
                TransferEvent.class,
                TransferRejection.class,
                TransferView.class);
    }

    public static void main(String[] arguments) {
        SpringApplication.run(BankApplication.class, arguments);
    }
}
