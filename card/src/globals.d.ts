/** Version of the integration this card was built for. */
declare const __VERSION__: string;
