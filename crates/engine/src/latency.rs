//! Percentiles of durations from counts in buckets: 8 to each power of two, so within 12.5 %.

/// Durations of files, in nanoseconds.
#[derive(Clone, Debug)]
pub struct Latency {
    counts: Vec<u64>,
    max: u64,
}

const BUCKETS: usize = 64 * 8;

impl Default for Latency {
    fn default() -> Self {
        Self { counts: vec![0; BUCKETS], max: 0 }
    }
}

impl Latency {
    /// Counts one duration.
    pub fn record(&mut self, nanoseconds: u64) {
        self.counts[bucket(nanoseconds)] += 1;
        self.max = self.max.max(nanoseconds);
    }

    /// Adds what another has counted.
    pub fn merge(&mut self, other: &Self) {
        for (own, others) in self.counts.iter_mut().zip(&other.counts) {
            *own += others;
        }
        self.max = self.max.max(other.max);
    }

    /// The largest duration, in microseconds.
    #[must_use]
    pub fn max(&self) -> f64 {
        microseconds(self.max)
    }

    /// The duration that a share of the files stay below, in microseconds; 0 without files.
    #[must_use]
    pub fn percentile(&self, share: f64) -> f64 {
        let total: u64 = self.counts.iter().sum();
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rank = (total as f64 * share).ceil() as u64;
        let mut seen = 0;
        for (index, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= rank && seen > 0 {
                return microseconds(upper(index).min(self.max));
            }
        }
        0.0
    }
}

fn bucket(value: u64) -> usize {
    if value < 8 {
        return usize::try_from(value).unwrap_or(0);
    }
    let power = 63 - value.leading_zeros();
    let eighth = (value >> (power - 3)) & 7;
    (power as usize - 2) * 8 + usize::try_from(eighth).unwrap_or(0)
}

fn upper(index: usize) -> u64 {
    if index < 8 {
        return index as u64;
    }
    let (power, eighth) = (index / 8 + 2, index as u64 % 8);
    ((9 + eighth) << (power - 3)) - 1
}

#[allow(clippy::cast_precision_loss)]
fn microseconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_hold_what_they_say() {
        for value in [0, 7, 8, 9, 15, 16, 1000, 123_456_789, 1 << 40] {
            let index = bucket(value);
            assert!(value <= upper(index), "{value}");
            assert!(index == 0 || value > upper(index - 1), "{value}");
        }
    }

    #[test]
    fn percentiles_are_within_an_eighth() {
        let mut latency = Latency::default();
        (1..=1000).for_each(|n| latency.record(n * 1000));
        let p50 = latency.percentile(0.5);
        assert!((500.0..=563.0).contains(&p50), "{p50}");
        assert!((latency.max() - 1000.0).abs() < f64::EPSILON);
    }
}
