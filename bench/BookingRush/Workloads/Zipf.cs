namespace Scheduling.BookingRush;

/// <summary>Picks numbers of which the first ones are more popular: the k-th with a weight of 1 / k^exponent.</summary>
internal sealed class Zipf
{
    private readonly double[] sums;

    public Zipf(int count, double exponent)
    {
        sums = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += Math.Pow(i + 1, -exponent);
            sums[i] = sum;
        }
    }

    /// <param name="part">From 0 to 1, exclusive.</param>
    public int Pick(double part)
    {
        var found = Array.BinarySearch(sums, part * sums[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, sums.Length - 1);
    }
}
