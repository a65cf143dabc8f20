select move_by_constraint($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $13, $14, $15)
