package io.fluvius.bench.query;

import io.fluvius.bench.Postgres;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The usual approach: Spring Data JPA with a {@link Specification} and offset pagination. Tuned for speed: without a total,
 * and in read-only transactions.
 */
final class JpaPeer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final UserRepository users;
    private final TransactionTemplate transaction;

    JpaPeer(Postgres postgres) {
        this.context = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(
                        "--spring.config.name=peer",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + postgres.url(),
                        "--spring.datasource.username=" + postgres.username(),
                        "--spring.datasource.password=" + postgres.password(),
                        "--spring.datasource.hikari.pool-name=jpa",
                        "--spring.datasource.hikari.auto-commit=false",
                        "--spring.datasource.hikari.read-only=true",
                        "--spring.datasource.hikari.transaction-isolation=TRANSACTION_REPEATABLE_READ",
                        "--spring.jpa.hibernate.ddl-auto=none",
                        "--spring.jpa.properties.hibernate.connection.provider_disables_autocommit=true");
        this.users = context.getBean(UserRepository.class);
        this.transaction = new TransactionTemplate(
                context.getBean(org.springframework.transaction.PlatformTransactionManager.class));
        transaction.setReadOnly(true);
    }

    List<UserView> page(RequestedPage page) {
        Pageable slice = PageRequest.of(page.number() - 1, RequestedPage.SIZE, sort(page.shape()));
        return transaction.execute(status -> users.findBy(filter(page.shape()), found -> found.slice(slice)).stream()
                .map(UserEntity::view)
                .toList());
    }

    @Override
    public void close() {
        context.close();
    }

    private static Specification<UserEntity> filter(UserList shape) {
        return switch (shape) {
            case EVERYONE -> Specification.unrestricted();
            case ACTIVE_BY_NAME -> (user, query, is) -> is.isTrue(user.get("active"));
            case NAMED_NEWEST_FIRST ->
                (user, query, is) -> is.and(
                        user.get("status").in(UserStatus.ACTIVE, UserStatus.LOCKED),
                        is.like(user.get("nameFolded"), "%" + UserList.NAME + "%"));
            case FOUND_BY_TEXT -> word(UserList.FIRST_WORD).and(word(UserList.SECOND_WORD));
        };
    }

    private static Specification<UserEntity> word(String word) {
        return (user, query, is) -> is.or(
                is.like(user.get("nameFolded"), "%" + word + "%"), is.like(user.get("emailFolded"), "%" + word + "%"));
    }

    private static Sort sort(UserList shape) {
        return switch (shape) {
            case EVERYONE, FOUND_BY_TEXT -> Sort.by("createdAt", "id");
            case ACTIVE_BY_NAME -> Sort.by("name", "id");
            case NAMED_NEWEST_FIRST -> Sort.by(Sort.Order.desc("createdAt"), Sort.Order.asc("id"));
        };
    }

    /** Not a component, so that the application does not scan it. */
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class,
        DataJpaRepositoriesAutoConfiguration.class
    })
    @EntityScan(basePackageClasses = UserEntity.class)
    @EnableJpaRepositories(basePackageClasses = UserRepository.class, considerNestedRepositories = true)
    static class Parts {}
}
