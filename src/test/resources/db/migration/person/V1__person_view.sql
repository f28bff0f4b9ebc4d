create table person_view (
    id                 uuid    not null primary key,
    given_name         ${text} not null,
    given_name_folded  ${text} not null,
    family_name        ${text} not null,
    family_name_folded ${text} not null,
    version            bigint  not null
);
