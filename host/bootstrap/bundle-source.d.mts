export declare function openBundle(source: string): Promise<AsyncIterable<Buffer>>;
