/** How Node runs the server. New objects get 8 MB instead of 16: idle it is some MB smaller, and lists are as fast. */
export const nodeOptions = ['--disable-proto=throw', '--max-semi-space-size=8'];
