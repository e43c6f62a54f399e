//! Transport compression: one zstd stream per connection, flushed after each message.

use zstd_safe::{CCtx, InBuffer, OutBuffer};

pub(crate) struct Compressor {
    context: CCtx<'static>,
}

impl Compressor {
    pub(crate) fn new() -> Self {
        Self {
            context: CCtx::create(),
        }
    }

    /// The bytes of one message; nothing if the stream is broken, which ends the connection.
    pub(crate) fn compress(&mut self, text: &str) -> Option<Vec<u8>> {
        let mut packed = Vec::new();
        let mut piece = [0_u8; 16 * 1024];
        let mut input = InBuffer::around(text.as_bytes());
        while input.pos < text.len() {
            let mut output = OutBuffer::around(piece.as_mut_slice());
            self.context.compress_stream(&mut output, &mut input).ok()?;
            packed.extend_from_slice(output.as_slice());
        }
        loop {
            let mut output = OutBuffer::around(piece.as_mut_slice());
            let left = self.context.flush_stream(&mut output).ok()?;
            packed.extend_from_slice(output.as_slice());
            if left == 0 {
                return Some(packed);
            }
        }
    }
}
