//! Records by a number of theirs: size, hash, blob id. Built once, in linear time, when something is not known by its stat.

/// Numbers and where they are, sorted.
#[derive(Debug)]
pub struct Index {
    /// Where in `items` those begin whose mixed number has these high bits.
    starts: Vec<u32>,
    items: Vec<(u64, u32)>,
    shift: u32,
}

/// No more of those with one number are looked at: they may all be the same file a hundred thousand times.
const MOST: usize = 64;

/// Spreads numbers that are near to each other: 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Index {
    /// Of numbers, each with the number of its record. They are put into buckets first, so that little is left to sort.
    pub fn new(numbers: impl Iterator<Item = (u64, u32)> + Clone) -> Self {
        let count = numbers.clone().count();
        let bits = count.next_power_of_two().trailing_zeros().clamp(1, 20);
        let shift = 64 - bits;
        let bucket = |number: u64| usize::try_from(number.wrapping_mul(MIX) >> shift).unwrap_or(0);
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (number, _) in numbers.clone() {
            starts[bucket(number) + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut ends = starts.clone();
        let mut items = vec![(0, 0); count];
        for (number, record) in numbers {
            let end = &mut ends[bucket(number)];
            items[*end as usize] = (number, record);
            *end += 1;
        }
        for pair in starts.windows(2) {
            items[pair[0] as usize..pair[1] as usize].sort_unstable();
        }
        Self { starts, items, shift }
    }

    /// The records that have this number, in order; no more than some.
    pub fn get(&self, number: u64) -> impl Iterator<Item = usize> + '_ {
        let bucket = usize::try_from(number.wrapping_mul(MIX) >> self.shift).unwrap_or(0);
        let items = &self.items[self.starts[bucket] as usize..self.starts[bucket + 1] as usize];
        let first = items.partition_point(|&(own, _)| own < number);
        items[first..].iter().take_while(move |(own, _)| *own == number).take(MOST).map(|&(_, at)| at as usize)
    }

    /// Whether a record has this number.
    pub fn has(&self, number: u64) -> bool {
        self.get(number).next().is_some()
    }
}

/// The first eight bytes of a hash.
pub fn number(hash: &[u8]) -> u64 {
    hash.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_all_that_have_a_number_and_no_other() {
        let numbers = [5_u64, 7, 5, 0, u64::MAX, 7, 7, 1 << 40];
        let index = Index::new(numbers.iter().copied().zip(0..));
        assert_eq!(index.get(7).collect::<Vec<_>>(), [1, 5, 6]);
        assert_eq!(index.get(5).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(index.get(u64::MAX).collect::<Vec<_>>(), [4]);
        assert!(index.has(0) && index.has(1 << 40) && !index.has(6));
        assert!(!Index::new(std::iter::empty()).has(0));
    }

    #[test]
    fn a_number_that_all_have_costs_no_more_than_some() {
        let index = Index::new((0..100_000).map(|at| (3, at)));
        assert_eq!(index.get(3).count(), MOST);
    }
}
