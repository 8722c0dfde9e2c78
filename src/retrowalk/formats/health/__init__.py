"""What phones and services keep of walks: Apple Health, Health Connect, Fit, Strava, Garmin."""
