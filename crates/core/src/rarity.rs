//! Which bytes are rare in source code, and what follows from it for a packed search (Teddy, of the `aho-corasick` crate).
//!
//! That search looks at the first bytes of each fragment, low and high half apart, for a bucket of fragments at a time. Every
//! position where the halves of some fragments of a bucket fit is compared in full, so it is fast as long as that is rare.

use std::collections::HashSet;

/// The longest fragment. Longer ones are compared in full less often, but fewer of them are alike: measured on C and JavaScript.
const FRAGMENT: usize = 6;

/// A searcher looks at as many bytes of each fragment as its shortest has, four at most.
pub const LOOKED_AT: usize = 4;

/// Beyond so many fragments a searcher has sixteen buckets, and takes half as many bytes at a time.
pub const SLIM: usize = 32;

/// The part of a literal that is looked for: what a search looks at is to be rare first, then the rest.
pub fn fragment(literal: &[u8]) -> &[u8] {
    let weight = |at: usize| if at < LOOKED_AT { 4.0 } else { 1.0 };
    let cost =
        |part: &[u8]| part.iter().enumerate().map(|(at, &byte)| weight(at) * (share(byte).ln() + 9.0)).sum::<f32>();
    literal.windows(FRAGMENT).min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(literal)
}

/// Whether a literal is looked for in part only.
pub const fn is_cut(literal: &[u8]) -> bool {
    literal.len() > FRAGMENT
}

/// The share of a byte in source code, roughly: the means of its class in C, JavaScript and prose.
const fn share(byte: u8) -> f32 {
    match byte {
        b' ' => 0.12,
        b'e' | b't' | b'a' | b'r' | b'n' | b'i' | b's' | b'o' => 0.05,
        b'a'..=b'z' | b'_' | b'\t' => 0.016,
        b'0'..=b'9' | b',' | b';' | b'(' | b')' | b'.' | b'*' | b'-' | b'=' | b'>' | b'/' => 0.01,
        b'A'..=b'Z' => 0.005,
        0..=0x7f => 0.002,
        _ => 0.0005,
    }
}

/// Orders fragments so that a searcher's buckets seldom fit by chance. It deals them out in turn, but puts one whose low halves
/// are those of an earlier one beside that: so these come last, and the others go, the commonest first, each to the bucket whose
/// rate it raises least.
pub fn spread(fragments: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let looked_at = fragments.iter().map(Vec::len).min().unwrap_or(0).min(LOOKED_AT);
    let low = |fragment: &[u8]| fragment[..looked_at].iter().map(|byte| byte & 15).collect::<Vec<u8>>();
    let mut seen = HashSet::new();
    let (first, beside): (Vec<&Vec<u8>>, Vec<_>) = fragments.iter().partition(|fragment| seen.insert(low(fragment)));
    let buckets = deal(first, looked_at, if fragments.len() > SLIM { 16 } else { 8 });
    let rounds = 0..buckets.iter().map(Vec::len).max().unwrap_or(0);
    let dealt = rounds.flat_map(|round| buckets.iter().filter_map(move |bucket| bucket.get(round).copied()));
    dealt.chain(beside).cloned().collect()
}

/// Deals fragments to buckets of equal size.
fn deal(mut fragments: Vec<&Vec<u8>>, looked_at: usize, count: usize) -> Vec<Vec<&Vec<u8>>> {
    let shares = Shares::new();
    let rate = |bucket: &Bucket| bucket.rate(&shares, looked_at);
    fragments.sort_by(|a, b| rate(&Bucket::default().with(b)).total_cmp(&rate(&Bucket::default().with(a))));
    let room = |at: usize| fragments.len() / count + usize::from(at < fragments.len() % count);
    let mut buckets = vec![(Bucket::default(), Vec::new()); count];
    for fragment in &fragments {
        let raised = |(bucket, _): &(Bucket, _)| rate(&bucket.with(fragment)) - rate(bucket);
        let open = buckets.iter_mut().enumerate().filter(|(at, bucket)| bucket.1.len() < room(*at));
        let best = open.map(|(_, bucket)| (raised(bucket), bucket)).min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, (bucket, dealt))) = best {
            *bucket = bucket.with(fragment);
            dealt.push(*fragment);
        }
    }
    buckets.into_iter().map(|(_, dealt)| dealt).collect()
}

/// What a bucket lets through: for each byte looked at, the low and the high halves of its fragments, a bit each.
#[derive(Clone, Copy, Default)]
struct Bucket([(u16, u16); LOOKED_AT]);

impl Bucket {
    fn with(mut self, fragment: &[u8]) -> Self {
        for ((low, high), byte) in self.0.iter_mut().zip(fragment) {
            *low |= 1 << (byte & 15);
            *high |= 1 << (byte >> 4);
        }
        self
    }

    /// How often it fits, by the bytes' shares.
    fn rate(&self, shares: &Shares, looked_at: usize) -> f32 {
        self.0[..looked_at].iter().map(|&(low, high)| shares.of(low, high)).product()
    }
}

/// The shares of all bytes with given halves.
struct Shares([[f32; 16]; 16]);

impl Shares {
    fn new() -> Self {
        let mut shares = [[0.0; 16]; 16];
        for byte in 0..=u8::MAX {
            shares[usize::from(byte >> 4)][usize::from(byte & 15)] = share(byte);
        }
        Self(shares)
    }

    fn of(&self, low: u16, high: u16) -> f32 {
        let has = |set: u16, at: usize| set >> at & 1 == 1;
        let row = |high: usize| (0..16).filter(|&at| has(low, at)).map(|at| self.0[high][at]).sum::<f32>();
        (0..16).filter(|&at| has(high, at)).map(row).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_part_is_looked_for() {
        assert_eq!(fragment(b"eslint-disable"), b"-disab");
        assert_eq!(fragment(b"@TAG"), b"@TAG");
        assert!(is_cut(b"fallthrough") && !is_cut(b"FIXME"));
    }

    #[test]
    fn spreading_keeps_every_fragment_and_parts_those_that_mix_badly() {
        let fragments: Vec<Vec<u8>> =
            (0..40u8).map(|at| vec![b'a' + at % 26, b'e', b'A' + at % 20, b'0' + at % 10]).collect();
        let spread = spread(&fragments);
        let rate = |all: &[Vec<u8>]| -> f32 {
            let of = |at| all.iter().skip(at).step_by(16).fold(Bucket::default(), |bucket, one| bucket.with(one));
            (0..16).map(|at| of(at).rate(&Shares::new(), LOOKED_AT)).sum()
        };
        assert!(rate(&spread) < 0.7 * rate(&fragments));
        let sorted = |mut all: Vec<Vec<u8>>| {
            all.sort();
            all
        };
        assert_eq!(sorted(spread), sorted(fragments));
    }
}
