/**
 * The public contract at run time: the files under {@code contract/} as clients fetch them, and the check of options and
 * announcements against their schemas. Uses {@code events} and {@code problems}. Start with {@link io.impasto.gateway.contract.OptionsSchema}.
 */
package io.impasto.gateway.contract;
