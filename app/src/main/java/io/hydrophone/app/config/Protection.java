package io.hydrophone.app.config;

/**
 * What protects an address beside what the file says.
 *
 * @param checked whether an address that others reach is refused when the file leaves it open; not where the command
 *     line has a say in it
 * @param token whether there is one in the environment
 */
record Protection(boolean checked, boolean token) {}
