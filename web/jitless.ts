import { z } from 'zod';

// The page's Content-Security-Policy forbids eval, and zod would try it to compile its parsers.
z.config({ jitless: true });
